"""Mail servers: what their answers mean, whoever sends."""
