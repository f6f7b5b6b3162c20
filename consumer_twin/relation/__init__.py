"""The twin beside haggling: who it is to each brand, what it disclosed, asked, subscribed to."""
