using Dapper;
using Npgsql;

namespace PersonEtl.Etl.Publish;

/// <summary>
/// The sessions of one lease. Their name bears its fence, so that a taker finds every one of them, and each asks for the fence when it is opened:
/// one opened before a taker raised the fence is ended by it, one opened later refuses. So none outlives the lease.
/// </summary>
internal static class FencedSessions
{
    public const string NamePrefix = "personetl-";

    // a run that was killed in the midst of a long statement lets go within seconds; a server on Windows has no such check
    private const string NoticeDeath = "case when version() !~* 'mingw|windows|visual' then set_config('client_connection_check_interval', '2s', false) end";

    // whoever changed is spread over the whole of each table: a few thousand are found by index, not by reading it all
    private const string ByIndex = "set_config('random_page_cost', '1.1', false)";
    private const string Begin = $"select fence, {NoticeDeath}, {ByIndex} from ops.lease";

    public static string NameOf(long fence) => FormattableString.Invariant($"{NamePrefix}{fence}");

    /// <summary>A pool of sessions, for everything that a run writes of the mart.</summary>
    public static NpgsqlDataSource Open(string connectionString, long fence)
    {
        var builder = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = NameOf(fence), NoResetOnClose = true }.ConnectionString);
        builder.UsePhysicalConnectionInitializer(
            connection => Require(connection.ExecuteScalar<long>(Begin), fence),
            async connection => Require(await connection.ExecuteScalarAsync<long>(Begin), fence));
        return builder.Build();
    }

    /// <summary>A session outside of any pool, which doesn't ask.</summary>
    public static async Task<NpgsqlConnection> OpenKeeperAsync(string connectionString, string? name, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = name ?? NamePrefix + "waiting", Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static void Require(long found, long fence)
    {
        if (found != fence) throw new LeaseLostException();
    }
}
