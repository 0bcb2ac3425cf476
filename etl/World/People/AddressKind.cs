namespace PersonEtl.Etl.World.People;

/// <summary>Bostedsadresse, oppholdsadresse, delt bosted.</summary>
internal enum AddressKind
{
    Residential,
    Present,
    Shared,
}
