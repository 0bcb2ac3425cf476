using Dapper;
using Npgsql;

namespace PersonEtl.Etl.Publish;

/// <summary>While there is one, no night publishes: a rollback sets it, so that the next night doesn't bring back what was taken back. Hiding goes on.</summary>
internal static class Hold
{
    private const string Write = "insert into ops.hold (generation, reason) values (@generation, @reason) on conflict (one) do update set generation = excluded.generation, reason = excluded.reason";
    private const string Read = "select h.generation, coalesce(g.published_at, now()) as published_at, h.reason from ops.hold h left join mart.generation g on g.generation = h.generation";
    private const string TakenBack = "select exists (select from mart.generation where kind = 'rollback' and generation > (select max(generation) from mart.generation where kind = 'full'))";
    private const string Remove = "delete from ops.hold returning generation";

    public static Task SetAsync(NpgsqlConnection connection, int generation, string reason, CancellationToken cancellationToken)
        => connection.ExecuteAsync(new(Write, new { generation, reason }, cancellationToken: cancellationToken));

    /// <exception cref="HeldException">There is one.</exception>
    public static async Task RequireNoneAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var (generation, since, reason) in await connection.QueryAsync<(int, DateTime, string)>(new(Read, cancellationToken: cancellationToken))) throw new HeldException(generation, since, reason);
    }

    /// <summary>Whether what is served was taken back by a rollback, and no night has published since, held or not.</summary>
    public static Task<bool> IsTakenBackAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        => connection.ExecuteScalarAsync<bool>(new(TakenBack, cancellationToken: cancellationToken));

    /// <summary>Lifts it, and returns the generation that had set it; null when there was none.</summary>
    public static async Task<int?> ReleaseAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int?>(new(Remove, cancellationToken: cancellationToken));
    }
}
