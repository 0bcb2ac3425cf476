namespace PersonEtl.Etl.Mart;

/// <summary>The rule that found an address's unit.</summary>
internal enum MatchRule
{
    None,

    /// <summary>FREG's own grunnkrets of a residential address.</summary>
    Freg,
    AddressId,
    StreetKey,
    CadastralKey,

    /// <summary>The street's name in the place of its code.</summary>
    NameKey,
}
