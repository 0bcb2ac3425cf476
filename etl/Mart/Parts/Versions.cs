namespace PersonEtl.Etl.Mart;

/// <summary>When a version holds.</summary>
internal static class Versions
{
    public static bool HoldsOn(this IVersion version, DateOnly date) => (version.ValidFrom is not { } from || from <= date) && (version.ValidTo is not { } to || date < to);
}
