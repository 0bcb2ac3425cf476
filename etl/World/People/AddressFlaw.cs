namespace PersonEtl.Etl.World.People;

/// <summary>What is wrong with the keys of a present address or shared residence.</summary>
internal enum AddressFlaw
{
    None,
    IdMissing,

    /// <summary>An id that Matrikkelen doesn't have.</summary>
    IdUnknown,

    /// <summary>The id of another address than the rest says.</summary>
    IdOfAnother,

    /// <summary>Neither id nor street code: only the name is left.</summary>
    NameOnly,
    StreetUnknown,
    NumberUnknown,

    /// <summary>Neither id nor house number.</summary>
    NumberMissing,

    /// <summary>No house number, but the id.</summary>
    NumberMissingWithId,

    /// <summary>The cadastral number under a street address, which doesn't tell which address it is.</summary>
    TitleOfStreet,

    /// <summary>A cadastral address of several under one number, without its undernummer.</summary>
    SubMissing,
}
