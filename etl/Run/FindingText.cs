using System.Globalization;
using PersonEtl.Etl.Enrich;

namespace PersonEtl.Etl.Run;

/// <summary>What a run found, in sentences for the person who watches; never of single persons.</summary>
internal static class FindingText
{
    private const int MostNamed = 20;

    public static string Of(ServiceDistrictFinding finding)
    {
        var named = string.Join(", ", finding.Units.Take(MostNamed).Select(u => u.ToString("00000000", CultureInfo.InvariantCulture)));
        return string.Create(CultureInfo.InvariantCulture, $"service districts: {finding.Units.Count} units {finding.Meaning}: {named}{(finding.Units.Count > MostNamed ? " …" : "")}");
    }

    /// <summary>How the guarantees of current residential addresses stand.</summary>
    public static string Of(IEnumerable<GuaranteeCount> guarantees)
    {
        var (all, kept) = guarantees.Aggregate((All: 0L, Kept: 0L), (sum, g) => (sum.All + g.Addresses, sum.Kept + (g.Lack == GuaranteeLack.None ? g.Addresses : 0)));
        return string.Create(CultureInfo.InvariantCulture, $"guarantees: {kept:N0} of {all:N0} current residential addresses have all that is guaranteed");
    }

    /// <summary>What Matrikkelen says of FREG's units.</summary>
    public static string CrossCheck(long agrees, long disagrees, long notFound)
        => string.Create(CultureInfo.InvariantCulture, $"cross-check of current residential units: Matrikkelen agrees on {agrees:N0}, disagrees on {disagrees:N0}, leads to none for {notFound:N0}");
}
