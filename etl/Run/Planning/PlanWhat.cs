namespace PersonEtl.Etl.Run.Planning;

/// <summary>What becomes of a code that persons have.</summary>
internal enum PlanWhat
{
    /// <summary>The code stays and its name changes.</summary>
    Renamed,

    /// <summary>The code is no longer in use on the date.</summary>
    Ends,

    /// <summary>The code stays in use, but these persons get another.</summary>
    Replaced,
}
