using Dapper;
using Npgsql;

namespace PersonEtl.Etl.Publish;

/// <summary>
/// Remembers what each generation was built from, in <c>ops.generation_delivery</c>. One that names FREG's full delivery names everything; any other names
/// what is new in it, and stands for the deliveries of the one before it, too: a chain grows by hundreds of deltas a day.
/// </summary>
internal static class GenerationDeliveries
{
    private const string Insert = """
        insert into ops.generation_delivery (generation, source, place, delivery)
        select @generation, source, place, delivery from unnest(@sources, @places, @deliveries) as new (source, place, delivery)
        """;
    private static readonly string Of = $"select source, place, delivery from ops.generation_delivery where generation between {Beginning("@generation")} and @generation order by source, place";
    private static readonly string Retained = $"select source, delivery from ops.generation_delivery where generation >= {Beginning(Retention.OldestRetained)}";

    /// <summary>SQL: forgets the deliveries of generations that can't be gone back to.</summary>
    public static string Forget => $"delete from ops.generation_delivery where generation < {Beginning(Retention.OldestRetained)}";

    /// <summary>What a generation was built from; nothing when nobody knows.</summary>
    public static async Task<IReadOnlyList<GenerationDelivery>> OfAsync(NpgsqlConnection connection, int generation, CancellationToken cancellationToken)
        => [.. await connection.QueryAsync<GenerationDelivery>(new(Of, new { generation }, cancellationToken: cancellationToken))];

    public static Task WriteAsync(NpgsqlConnection connection, int generation, IReadOnlyCollection<GenerationDelivery> deliveries, CancellationToken cancellationToken)
        => connection.ExecuteAsync(new(
            Insert,
            new { generation, sources = deliveries.Select(d => d.Source).ToArray(), places = deliveries.Select(d => d.Place).ToArray(), deliveries = deliveries.Select(d => d.Delivery).ToArray() },
            cancellationToken: cancellationToken));

    /// <summary>The deliveries of the generations that can be gone back to, as source and folder name.</summary>
    public static async Task<IReadOnlySet<(string Source, string Delivery)>> OfRetainedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        => (await connection.QueryAsync<(string, string)>(new(Retained, cancellationToken: cancellationToken))).ToHashSet();

    /// <summary>SQL: the generation from which on rows tell what another was built from.</summary>
    private static string Beginning(string generation)
        => $"(select coalesce(max(generation), 0) from ops.generation_delivery where source = 'freg' and place = 0 and generation <= {generation})";
}
