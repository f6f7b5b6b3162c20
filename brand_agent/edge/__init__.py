"""The brand's edge: its store (`store`), its site (`http`), the file it is set up from (`policy_file`)."""
