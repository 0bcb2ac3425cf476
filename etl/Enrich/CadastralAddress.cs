namespace PersonEtl.Etl.Enrich;

/// <summary>A cadastral address as the register keeps it.</summary>
internal readonly record struct CadastralAddress(long Id, ushort Municipality, int Land, int Title, int Leasehold, int Sub, int Unit) : IComparable<CadastralAddress>
{
    public int CompareTo(CadastralAddress other)
    {
        var order = Municipality.CompareTo(other.Municipality);
        if (order == 0) order = Land.CompareTo(other.Land);
        if (order == 0) order = Title.CompareTo(other.Title);
        if (order == 0) order = Leasehold.CompareTo(other.Leasehold);
        return order == 0 ? Sub.CompareTo(other.Sub) : order;
    }
}
