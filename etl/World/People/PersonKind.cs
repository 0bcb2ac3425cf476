namespace PersonEtl.Etl.World.People;

/// <summary>What a person is to the register.</summary>
internal enum PersonKind
{
    Resident,
    Dead,
    Emigrated,

    /// <summary>Has a D-number only.</summary>
    DNumber,

    /// <summary>Opphørt: little more than a number is left.</summary>
    Discontinued,

    Disappeared,
    NotResident,

    /// <summary>Registered at birth, not yet resident.</summary>
    AtBirth,
}
