"""The back ends: models over HTTP. Only `dailyme` wires them."""
