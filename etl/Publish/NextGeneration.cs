using Dapper;
using Npgsql;

namespace PersonEtl.Etl.Publish;

/// <summary>The number of the next generation: one more than the last that was published, here or in the installation that this one was restored from.</summary>
internal static class NextGeneration
{
    private const string Last = "select greatest(coalesce((select max(generation) from mart.generation), 0), coalesce((select max(generation_floor) from ops.installation), 0))";

    public static async Task<int> OfAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => await LastAsync(connection, cancellationToken) + 1;

    /// <summary>The last one that anybody may have seen; 0 when there was none.</summary>
    public static Task<int> LastAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        => connection.ExecuteScalarAsync<int>(new(Last, cancellationToken: cancellationToken));
}
