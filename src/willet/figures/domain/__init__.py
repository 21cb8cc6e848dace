"""Asking and drawing, one module for each idea that other rooms lean on."""
