using System.Text.Json;
using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>What a publication says of itself; counts and rates are of public rows alone.</summary>
internal sealed record GenerationRow(
    int Generation,
    GenerationKind Kind,
    DateTime PublishedAt,
    DateOnly AsOf,
    IReadOnlyDictionary<string, DateTimeOffset> Sources,
    IReadOnlyList<MatchRate> MatchRates)
{
    /// <summary>As <c>mart.generation.kind</c> has it.</summary>
    public string KindText => Kind.ToString().ToLowerInvariant();

    /// <summary>The full export that belongs to it.</summary>
    public int? ExportGeneration { get; init; }

    /// <summary>Of a rollback: the generation whose state it takes back.</summary>
    public int? RestoredGeneration { get; init; }

    /// <summary>What it was built from; all of it, or what is new beside the deliveries of the one before it.</summary>
    public IReadOnlyList<GenerationDelivery> Deliveries { get; init; } = [];

    /// <summary>One that is built from no deliveries of its own: as-of date, sources and match rates are those of the one before it.</summary>
    public static GenerationRow After(ServedGeneration served, int generation, GenerationKind kind, DateTime publishedAt) => new(
        generation, kind, publishedAt, served.AsOfDate,
        JsonSerializer.Deserialize<Dictionary<string, DateTimeOffset>>(served.Sources, JsonSerializerOptions.Web)!,
        JsonSerializer.Deserialize<List<MatchRate>>(served.MatchRates, JsonSerializerOptions.Web)!);
}
