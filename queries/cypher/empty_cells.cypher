// empty_cells: pairs of known sectors that never meet; within one sector, two actors of it
// params  : none
// returns : sector, other
WITH ['owner', 'partner_with_budget', 'partner', 'partner_unspecified',
      'participating_organisation', 'organiser'] AS roles, ['attended', 'party'] AS met,
      ['academia', 'civil_society', 'private', 'public'] AS sectors
UNWIND sectors AS sector
UNWIND sectors AS other
WITH roles, met, sector, other
WHERE sector <= other AND NOT EXISTS {
    MATCH (a:Actor)-[own:PARTICIPATES_IN]->()<-[their:PARTICIPATES_IN]-(b:Actor)
    WHERE a.sector = sector AND b.sector = other AND a <> b
        AND own.role IN roles AND coalesce(own.status, 'party') IN met
        AND their.role IN roles AND coalesce(their.status, 'party') IN met
}
RETURN sector, other
ORDER BY sector, other
