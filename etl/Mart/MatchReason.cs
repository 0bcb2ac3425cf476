namespace PersonEtl.Etl.Mart;

/// <summary>Why an address has no unit, or what is doubtful about the one it has.</summary>
internal enum MatchReason
{
    None,
    Foreign,
    UnknownResidence,
    AddressUnknown,
    Svalbard,

    /// <summary>Nothing that a rule could look up.</summary>
    NoKey,
    NoSuchAddress,

    /// <summary>Several addresses in different units.</summary>
    Ambiguous,

    /// <summary>The id names another address than the rest of the row.</summary>
    IdConflict,

    /// <summary>The register says that the unit is not known (0 or 9999).</summary>
    UnitUnspecified,
    UnitNotInKlass,

    /// <summary>The row's municipality number is older than the register the address was found in.</summary>
    MunicipalityLag,
}
