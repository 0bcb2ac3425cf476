using System.Globalization;
using PersonEtl.MartApi.Mart;

namespace PersonEtl.MartApi.Exports;

/// <summary>The generations whose files may be served. A folder of a generation that isn't published is no export: its run may have failed.</summary>
internal static class PublishedExports
{
    public const string LatestName = "latest";

    private const string Served = "(select export_generation from mart.generation order by generation desc limit 1)";

    /// <summary>The last export that was named, though the served generation may name none.</summary>
    private const string LastNamed = "(select export_generation from mart.generation where export_generation is not null order by generation desc limit 1)";

    private const string Query = $"""
        select g.generation, g.published_at, g.changes > 0 as changed,
            g.generation in (select export_generation from mart.generation where export_generation is not null) as named,
            coalesce(g.generation < (select max(generation) from mart.generation where kind = 'hide' and export_generation is null), false) as withdrawn,
            coalesce(g.generation = {Served}, false) as latest
        from mart.generation g
        where g.generation = any (@asked) or g.generation = {Served} or g.generation = {LastNamed}
        order by g.generation desc
        """;

    /// <summary>The published ones among these generations, newest first, and the last full export that was named.</summary>
    public static Task<IReadOnlyList<PublishedExport>> Of(MartReading reading, IReadOnlyList<int> asked, CancellationToken ct) =>
        reading.Rows<PublishedExport>(Query, new { asked = asked.ToArray() }, ct);

    /// <summary>What an address means, <c>latest</c> or a generation. <c>latest</c> is the served generation's export, or the last one that was named, which the caller then finds withdrawn or gone.</summary>
    public static async Task<PublishedExport?> Named(MartReading reading, string name, CancellationToken ct)
    {
        var asked = -1;
        if (name != LatestName && !int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out asked)) return null;
        var published = await Of(reading, [asked], ct);
        return name == LatestName
            ? published.FirstOrDefault(p => p.Latest) ?? published.FirstOrDefault(p => p.Named)
            : published.FirstOrDefault(p => p.Generation == asked);
    }
}
