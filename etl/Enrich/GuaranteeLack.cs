namespace PersonEtl.Etl.Enrich;

/// <summary>The first thing that a current residential street or cadastral address lacks of what is guaranteed for it.</summary>
internal enum GuaranteeLack
{
    /// <summary>It has all of it.</summary>
    None,
    Unit,
    UnitName,
    GeographicalDistrict,
    ServiceDistrict,

    /// <summary>It lies in Sentrum or Marka, which provide no services, and no row of Oslo's table says who does.</summary>
    OsloTable,
}
