using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>The rule of eForvaltningsforskriften § 32: an address serves for notices when updated or verified less than 18 months ago.</summary>
internal static class ContactRules
{
    private const int UsableMonths = 18;

    /// <summary>The first Norwegian date on which the address no longer serves; null without an address or any date of it.</summary>
    public static DateOnly? UsableUntil(Utf8Text address, Instant? updated, Instant? verified)
    {
        if (address.IsAbsent || (updated is null && verified is null)) return null;
        var later = updated is { } u && (verified is not { } v || u > v) ? u : verified!.Value;
        var date = later.NorwegianDate();
        return date > DateOnly.MaxValue.AddMonths(-UsableMonths) ? DateOnly.MaxValue : date.AddMonths(UsableMonths);
    }
}
