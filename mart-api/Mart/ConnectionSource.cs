using System.Text.Json;
using Npgsql;

namespace PersonEtl.MartApi.Mart;

/// <summary>Where the database is: <c>PERSONETL_PG</c>, else the cluster whose state file the pipeline wrote into the data folder.</summary>
internal sealed class ConnectionSource(ApiOptions options)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Changes when the connection may have: the state file's time, or nothing for a given connection.</summary>
    public DateTime Version => options.Database is null ? File.GetLastWriteTimeUtc(options.Data.ClusterState) : default;

    /// <exception cref="SetupException">There is no database, or its description can't be read.</exception>
    public NpgsqlConnectionStringBuilder Find()
    {
        var connection = options.Database is { } given ? Parse(given) : FromState(options.Data.ClusterState);
        connection.ApplicationName ??= "mart-api";
        if (!connection.ContainsKey("Maximum Pool Size")) connection.MaxPoolSize = 50;
        connection.MaxAutoPrepare = 100;
        connection.IncludeErrorDetail = false;
        return connection;
    }

    private static NpgsqlConnectionStringBuilder FromState(string path)
    {
        if (!File.Exists(path))
            throw new SetupException($"There is no database: PERSONETL_PG isn't set, and {path} isn't there. Start one with `dotnet run --project etl -- up`, or set PERSONETL_PG.");
        try
        {
            var state = JsonSerializer.Deserialize<ClusterState>(File.ReadAllBytes(path), Json);
            if (state is { Host.Length: > 0, Username.Length: > 0, Database.Length: > 0, PasswordFile.Length: > 0 })
                return new() { Host = state.Host, Port = state.Port, Username = state.Username, Database = state.Database, Password = File.ReadAllText(state.PasswordFile).Trim() };
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            // said below
        }
        throw new SetupException($"{path}: expected the state of the pipeline's PostgreSQL and its password file, found something else. Run `dotnet run --project etl -- up` again.");
    }

    private static NpgsqlConnectionStringBuilder Parse(string text)
    {
        try
        {
            return text.StartsWith("postgres://", StringComparison.Ordinal) || text.StartsWith("postgresql://", StringComparison.Ordinal) ? FromUri(new(text)) : new(text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new SetupException("PERSONETL_PG: expected Host=…;Port=…;Username=…;Password=…;Database=… or postgresql://user:password@host:port/database, found something else.");
        }
    }

    private static NpgsqlConnectionStringBuilder FromUri(Uri uri)
    {
        var user = uri.UserInfo.Split(':', 2);
        return new()
        {
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : 5432,
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length == 2 ? Uri.UnescapeDataString(user[1]) : null,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
        };
    }

    private sealed record ClusterState(string Host, int Port, string Username, string Database, string PasswordFile);
}
