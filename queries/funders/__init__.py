"""How many funders a region or theme really rests on: concentration, overlap, dependence."""
