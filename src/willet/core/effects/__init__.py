"""What a dated change did to a metric: which units it reached, when, and what became of them since."""
