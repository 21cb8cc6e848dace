"""What other rooms use of the vault."""
