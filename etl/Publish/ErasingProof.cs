using Dapper;
using Npgsql;

namespace PersonEtl.Etl.Publish;

/// <summary>What is left of erased persons when an erasure is done, and who had read them.</summary>
/// <param name="Tables">The tables that were looked through.</param>
/// <param name="Rows">Rows of theirs in them: none, if all is well.</param>
/// <param name="Readings">How often the API had answered about them.</param>
/// <param name="Clients">To which clients.</param>
internal sealed record ErasingProof(int Tables, long Rows, long Readings, IReadOnlyList<string> Clients)
{
    /// <summary>The feeds name ids and parts, never values; who was hidden is kept so that nothing brings them back.</summary>
    private const string WithPersons = """
        select format('%I.%I', c.table_schema, c.table_name)
        from information_schema.columns c
        join information_schema.tables t using (table_schema, table_name)
        where c.column_name = 'person_id' and t.table_type = 'BASE TABLE' and c.table_schema in ('mart', 'protected', 'ops') and c.table_name not in ('change', 'hidden_person')
        order by 1
        """;
    private const string Read = "select client, count(*) from access.reading where person_ids && @ids group by client order by client";

    public static async Task<ErasingProof> ReadAsync(NpgsqlConnection connection, ErasedPersons erased, CancellationToken cancellationToken)
    {
        var tables = (await connection.QueryAsync<string>(new(WithPersons, cancellationToken: cancellationToken))).AsList();
        long rows = 0;
        foreach (var table in tables)
            rows += await connection.ExecuteScalarAsync<long>(new($"select count(*) from {table} where person_id = any(@ids)", new { ids = erased.Ids }, commandTimeout: 0, cancellationToken: cancellationToken));
        var readers = (await connection.QueryAsync<(string Client, long Count)>(new(Read, new { ids = erased.Ids }, commandTimeout: 0, cancellationToken: cancellationToken))).AsList();
        return new(tables.Count, rows, readers.Sum(r => r.Count), [.. readers.Select(r => r.Client)]);
    }
}
