using Npgsql;

namespace PersonEtl.MartApi.Mart;

/// <summary>Connections to the database, pooled; follows the pipeline's own cluster when that is started anew at another port.</summary>
internal sealed class MartDatabase(ConnectionSource source, ILoggerFactory loggers) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private NpgsqlDataSource? pool;
    private string? connected;
    private DateTime version;

    /// <exception cref="SetupException">There is no database yet.</exception>
    public ValueTask<NpgsqlConnection> Open(CancellationToken ct) => Pool().OpenConnectionAsync(ct);

    public async ValueTask DisposeAsync()
    {
        if (pool is not null) await pool.DisposeAsync();
    }

    private NpgsqlDataSource Pool()
    {
        var now = source.Version;
        lock (gate)
        {
            if (pool is not null && now == version) return pool;
            var connection = source.Find().ConnectionString;
            if (pool is null || connection != connected)
            {
                pool?.Clear();
                pool = new NpgsqlDataSourceBuilder(connection).UseLoggerFactory(loggers).Build();
                connected = connection;
            }
            version = now;
            return pool;
        }
    }
}
