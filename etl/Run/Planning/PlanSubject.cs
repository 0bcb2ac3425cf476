namespace PersonEtl.Etl.Run.Planning;

/// <summary>The kinds of codes that a plan tells of.</summary>
internal enum PlanSubject
{
    Municipality,
    County,
    BasicStatisticalUnit,

    /// <summary>The urban district that serves.</summary>
    UrbanDistrict,
    GeographicalUrbanDistrict,
}
