namespace PersonEtl.Etl.Mart;

/// <summary>Which of the person's addresses a row is: bostedsadresse, oppholdsadresse or delt bosted.</summary>
internal enum AddressKind
{
    Residential,
    Present,
    Shared,
}
