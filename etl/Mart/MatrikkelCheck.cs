namespace PersonEtl.Etl.Mart;

/// <summary>Whether Matrikkelen puts a current residential address into the unit that FREG names.</summary>
internal enum MatrikkelCheck
{
    /// <summary>FREG names no unit of today.</summary>
    NotChecked,
    Agrees,
    Disagrees,

    /// <summary>No rule leads to one unit.</summary>
    NotFound,
}
