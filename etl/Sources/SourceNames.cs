namespace PersonEtl.Etl.Sources;

/// <summary>How sources are written on the command line, in manifests and as folder names.</summary>
internal static class SourceNames
{
    public static readonly IReadOnlyList<SourceName> All = Enum.GetValues<SourceName>();

    public static string Text(this SourceName source) => source switch
    {
        SourceName.Freg => "freg",
        SourceName.Krr => "krr",
        SourceName.Klass => "klass",
        SourceName.Matrikkel => "matrikkel",
        SourceName.ServiceDistricts => "service-districts",
        _ => throw new ArgumentOutOfRangeException(nameof(source)),
    };

    public static bool TryParse(string text, out SourceName source)
    {
        foreach (var candidate in All)
        {
            if (!string.Equals(candidate.Text(), text, StringComparison.Ordinal)) continue;
            source = candidate;
            return true;
        }
        source = default;
        return false;
    }
}
