using Dapper;
using Npgsql;

namespace PersonEtl.Etl.Backups;

/// <summary>The last migration that a database has.</summary>
internal static class SchemaVersion
{
    private const string Last = "select max(version::integer) from public.changelog where success and version ~ '^[0-9]+$'";

    public static Task<int> OfAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => connection.ExecuteScalarAsync<int>(new(Last, cancellationToken: cancellationToken));
}
