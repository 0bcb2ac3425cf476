using Dapper;
using Npgsql;

namespace PersonEtl.Etl.Publish;

/// <summary>Remembers what each generation was built from, in <c>ops.generation_delivery</c>.</summary>
internal static class GenerationDeliveries
{
    private const string Insert = "insert into ops.generation_delivery (generation, source, place, delivery) values (@generation, @Source, @Place, @Delivery)";
    private const string Forget = "delete from ops.generation_delivery where generation = @generation";
    private static readonly string Retained = $"select source, delivery from ops.generation_delivery where generation >= {Retention.OldestImages} - 1";

    private const string Of = "select source, place, delivery from ops.generation_delivery where generation = @generation order by source, place";

    /// <summary>What a generation was built from.</summary>
    public static async Task<IReadOnlyList<GenerationDelivery>> OfAsync(NpgsqlConnection connection, int generation, CancellationToken cancellationToken)
        => [.. await connection.QueryAsync<GenerationDelivery>(new(Of, new { generation }, cancellationToken: cancellationToken))];

    public static async Task ReplaceAsync(NpgsqlConnection connection, int generation, IEnumerable<GenerationDelivery> deliveries, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new(Forget, new { generation }, cancellationToken: cancellationToken));
        await WriteAsync(connection, generation, deliveries, cancellationToken);
    }

    public static async Task WriteAsync(NpgsqlConnection connection, int generation, IEnumerable<GenerationDelivery> deliveries, CancellationToken cancellationToken)
    {
        foreach (var delivery in deliveries)
            await connection.ExecuteAsync(new(Insert, new { generation, delivery.Source, delivery.Place, delivery.Delivery }, cancellationToken: cancellationToken));
    }

    /// <summary>The deliveries of the generations that can be gone back to, as source and folder name.</summary>
    public static async Task<IReadOnlySet<(string Source, string Delivery)>> OfRetainedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        => (await connection.QueryAsync<(string, string)>(new(Retained, cancellationToken: cancellationToken))).ToHashSet();
}
