using Npgsql;

namespace PersonEtl.MartApi.Mart;

/// <summary>Connections to the database, pooled; follows the pipeline's own cluster when that is started anew at another port.</summary>
internal sealed class MartDatabase(ConnectionSource source, ILoggerFactory loggers) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private NpgsqlDataSource? _pool;
    private string? _connected;
    private DateTime _version;

    /// <exception cref="SetupException">There is no database yet.</exception>
    public ValueTask<NpgsqlConnection> Open(CancellationToken ct) => Pool().OpenConnectionAsync(ct);

    public async ValueTask DisposeAsync()
    {
        if (_pool is not null) await _pool.DisposeAsync();
    }

    private NpgsqlDataSource Pool()
    {
        var now = source.Version;
        lock (_gate)
        {
            if (_pool is not null && now == _version) return _pool;
            var connection = source.Find().ConnectionString;
            if (_pool is null || connection != _connected)
            {
                _pool?.Clear();
                _pool = new NpgsqlDataSourceBuilder(connection).UseLoggerFactory(loggers).Build();
                _connected = connection;
            }
            _version = now;
            return _pool;
        }
    }
}
