namespace PersonEtl.Etl.Enrich;

/// <summary>A cadastral address as the register keeps it.</summary>
internal readonly record struct CadastralAddress(long Id, ushort Municipality, int Land, int Title, int Leasehold, int Sub, int Unit)
{
    /// <summary>The order of cadastral numbers within municipalities.</summary>
    public static int Order(CadastralAddress one, CadastralAddress other)
    {
        var order = one.Municipality.CompareTo(other.Municipality);
        if (order == 0) order = one.Land.CompareTo(other.Land);
        if (order == 0) order = one.Title.CompareTo(other.Title);
        if (order == 0) order = one.Leasehold.CompareTo(other.Leasehold);
        return order == 0 ? one.Sub.CompareTo(other.Sub) : order;
    }
}
