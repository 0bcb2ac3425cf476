namespace PersonEtl.Etl.World.People;

/// <summary>What a reform laid in the way: a key of an address that is another's today.</summary>
internal enum Trap
{
    None,

    /// <summary>The street's code is another street's of today's municipality, which has a house of that number.</summary>
    Street,

    /// <summary>The cadastral number is another property's of today's municipality.</summary>
    Title,
}
