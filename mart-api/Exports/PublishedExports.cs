using PersonEtl.MartApi.Mart;

namespace PersonEtl.MartApi.Exports;

/// <summary>The exports that a publication named. A folder that none names is no export: its run may have failed.</summary>
internal sealed record PublishedExports(IReadOnlyList<int> Generations)
{
    private const string Query = """
        select export_generation
        from mart.generation
        where export_generation is not null
        group by export_generation
        order by max(generation) desc
        """;

    /// <summary>The export that belongs to the served generation, or null.</summary>
    public int? Latest => Generations.Count > 0 ? Generations[0] : null;

    public static async Task<PublishedExports> Read(MartReading reading, CancellationToken ct) => new(await reading.Rows<int>(Query, null, ct));

    /// <summary>The export that an address means: <c>latest</c> or a generation; null when no publication named it.</summary>
    public int? Named(string name)
    {
        if (name == "latest") return Latest;
        return int.TryParse(name, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var generation) && Generations.Contains(generation) ? generation : null;
    }
}
