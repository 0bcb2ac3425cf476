using Dapper;
using Npgsql;
using PersonEtl.Etl.Run;

namespace PersonEtl.Etl.Database;

/// <summary>The mart's database, found or started, with its schema up to date.</summary>
internal static class MartDatabase
{
    /// <summary>A pool large enough for a connection to each table that a run fills.</summary>
    private const int LargestPool = 40;

    /// <exception cref="NoDatabaseException">No way led to a PostgreSQL.</exception>
    public static async Task<NpgsqlDataSource> OpenAsync(Folders folders, Action<string> progress, CancellationToken cancellationToken)
    {
        var connectionString = await new PostgresServer(folders.Make(), progress).ConnectionStringAsync(cancellationToken);
        await Migrations.ApplyAsync(connectionString, _ => { }, cancellationToken);
        return DataSource(connectionString);
    }

    /// <summary>
    /// A pool whose connection string keeps its password: a run opens sessions under a name of its own with it. Instants in before-images are all
    /// written in one time zone, so that equal ones are equal texts.
    /// </summary>
    public static NpgsqlDataSource DataSource(string connectionString)
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        return NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = LargestPool, CommandTimeout = 0, PersistSecurityInfo = true, Timezone = "UTC" }.ConnectionString);
    }
}
