namespace PersonEtl.Etl.World.Places;

/// <summary>Which district serves a unit: its own, save in Oslo's Sentrum (St. Hanshaugen since 2004) and Marka (invented here).</summary>
internal static class ServiceDistricts
{
    /// <summary>From when the table says so.</summary>
    public static readonly DateOnly Since = new(2004, 1, 1);

    private static readonly int[] AroundMarka = [7, 8, 10, 12, 13, 15];

    /// <summary>The number of the serving district.</summary>
    public static int Of(Unit unit) => IsElsewhere(unit)
        ? unit.District == Districts.Sentrum ? 4 : AroundMarka[unit.Suffix % AroundMarka.Length]
        : unit.District;

    public static bool IsElsewhere(Unit unit)
        => string.Equals(unit.Municipality.Code, "0301", StringComparison.Ordinal) && unit.District is Districts.Sentrum or Districts.Marka;
}
