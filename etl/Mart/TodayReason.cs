namespace PersonEtl.Etl.Mart;

/// <summary>Why a code of an earlier day has no single successor on the as-of date.</summary>
internal enum TodayReason
{
    None,

    /// <summary>Its area lies under several codes.</summary>
    Split,

    /// <summary>It went out of use, and the changes delivered don't tell what became of (a part of) it.</summary>
    NoChangeData,

    /// <summary>A change says that (a part of) it ended without successor.</summary>
    Ceased,

    /// <summary>It comes into use after the as-of date.</summary>
    Future,
}
