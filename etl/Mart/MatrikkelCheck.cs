namespace PersonEtl.Etl.Mart;

/// <summary>What Matrikkelen says of the unit that FREG gives a current residential address.</summary>
internal enum MatrikkelCheck
{
    /// <summary>Not a row that is checked.</summary>
    NotChecked,
    Agrees,
    Disagrees,

    /// <summary>Matrikkelen leads to no unit for it.</summary>
    NotFound,
}
