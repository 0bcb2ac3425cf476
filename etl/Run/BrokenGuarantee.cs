using System.Globalization;
using PersonEtl.Etl.Enrich;

namespace PersonEtl.Etl.Run;

/// <summary>When too many addresses lack what is guaranteed.</summary>
internal static class BrokenGuarantee
{
    /// <summary>The share of addresses that may lack something, and below how many no share is judged.</summary>
    public const double Share = 0.001;
    public const int Floor = RunOptions.QuarantineFloor;

    private const int MostNamed = 5;

    /// <summary>Fewer addresses in a place would tell of single persons.</summary>
    private const long FewestNamed = 10;

    /// <summary>One sentence when they are broken, null when they hold.</summary>
    /// <param name="counts">What addresses lack, by municipality.</param>
    /// <param name="osloTable">Whether Oslo's table of service districts was delivered; without it what it would tell isn't missed.</param>
    public static string? Find(IEnumerable<GuaranteeCount> counts, bool osloTable)
    {
        var all = counts.ToList();
        var lacking = all.Where(c => c.Lack != GuaranteeLack.None && (osloTable || c.Lack != GuaranteeLack.OsloTable)).ToList();
        var (addresses, missing) = (all.Sum(c => c.Addresses), lacking.Sum(c => c.Addresses));
        if (missing <= Floor || missing <= addresses * Share) return null;
        var things = lacking.GroupBy(c => c.Lack).OrderBy(c => c.Key).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Sum(l => l.Addresses)} {Thing(c.Key)}"));
        var places = lacking.GroupBy(c => c.Municipality).Select(c => (Number: c.Key, Addresses: c.Sum(l => l.Addresses))).Where(p => p.Addresses >= FewestNamed)
            .OrderByDescending(p => p.Addresses).ThenBy(p => p.Number).Take(MostNamed).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Number:0000} {p.Addresses}")).ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{missing} of {addresses} current residential addresses lack what is guaranteed, more than {Share:0.###%}: {string.Join(", ", things)}")
            + (places.Count == 0 ? "" : "; most in " + string.Join(", ", places));
    }

    private static string Thing(GuaranteeLack lack) => lack switch
    {
        GuaranteeLack.Unit => "without unit",
        GuaranteeLack.UnitName => "without the unit's name",
        GuaranteeLack.GeographicalDistrict => "without geographical district",
        GuaranteeLack.ServiceDistrict => "without service-providing district",
        _ => "in Sentrum or Marka without a row of Oslo's table",
    };
}
