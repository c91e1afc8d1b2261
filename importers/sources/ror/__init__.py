"""Research organisations and funders as ROR, the Research Organization Registry, lists them."""
