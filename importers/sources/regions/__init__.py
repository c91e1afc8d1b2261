"""The places of Sweden: country, NUTS areas, counties and municipalities, with codes and shapes."""
