namespace PersonEtl.Etl.World.People;

/// <summary>What is wrong with the keys of an address for which FREG says no unit.</summary>
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

    /// <summary>The street's name in another spelling; id and street code may be missing.</summary>
    Spelling,

    /// <summary>A letter of the street's name is missing; id and street code may be as well.</summary>
    NameDamaged,
    StreetUnknown,
    NumberUnknown,

    /// <summary>The house number with zeros in front, and no id.</summary>
    NumberPadded,

    /// <summary>Neither id nor house number.</summary>
    NumberMissing,

    /// <summary>No house number, but the id.</summary>
    NumberMissingWithId,

    /// <summary>Neither id nor house letter.</summary>
    LetterMissing,

    /// <summary>Neither id, street code nor house number: nothing to look for.</summary>
    KeysMissing,

    /// <summary>Neither id, street code nor postal code.</summary>
    PostalCodeMissing,

    /// <summary>Neither id nor street code, and the postal code of somewhere else.</summary>
    PostalCodeWrong,

    /// <summary>The street's code from before the last reform under today's municipality number, and no id.</summary>
    StreetCodeOfBefore,

    /// <summary>The cadastral number under a street address, which doesn't tell which address it is.</summary>
    TitleOfStreet,

    /// <summary>A cadastral address of several under one number, without its undernummer.</summary>
    SubMissing,
}
