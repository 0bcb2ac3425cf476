using Npgsql;

namespace PersonEtl.Etl.Database;

/// <summary>Reads a connection string as people write them: Npgsql's <c>Host=…;Database=…</c> or <c>postgresql://user:password@host:port/database</c>.</summary>
internal static class ConnectionText
{
    /// <exception cref="NoDatabaseException">The text is neither; it isn't repeated, since it may hold a password.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        try
        {
            var parsed = text.StartsWith("postgres://", StringComparison.Ordinal) || text.StartsWith("postgresql://", StringComparison.Ordinal) ? FromUri(new(text)) : new NpgsqlConnectionStringBuilder(text);
            if (string.IsNullOrEmpty(parsed.Host)) throw new NoDatabaseException("PERSONETL_PG: expected a Host in the connection string, found none.");
            if (string.IsNullOrEmpty(parsed.Database)) parsed.Database = RunningServer.DatabaseName;
            return parsed;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new NoDatabaseException("PERSONETL_PG: expected Host=…;Port=…;Username=…;Password=…;Database=… or postgresql://user:password@host:port/database, found something else.");
        }
    }

    /// <summary>Host, port and database: what a message may say.</summary>
    public static string Place(NpgsqlConnectionStringBuilder connection) => $"{connection.Host}:{connection.Port}, database {connection.Database}";

    private static NpgsqlConnectionStringBuilder FromUri(Uri uri)
    {
        var builder = new NpgsqlConnectionStringBuilder { Host = uri.Host, Port = uri.Port > 0 ? uri.Port : 5432 };
        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0) builder.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length == 2) builder.Password = Uri.UnescapeDataString(user[1]);
        if (uri.AbsolutePath.Length > 1) builder.Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]);
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = pair.Split('=', 2) is [var n, var v] ? (Uri.UnescapeDataString(n), Uri.UnescapeDataString(v)) : throw new FormatException();
            builder[name switch { "sslmode" => "SSL Mode", "application_name" => "Application Name", "connect_timeout" => "Timeout", "sslrootcert" => "Root Certificate", _ => name }] = name == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        return builder;
    }
}
