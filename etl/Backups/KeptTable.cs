using Dapper;
using Npgsql;

namespace PersonEtl.Etl.Backups;

/// <summary>A table that no delivery can rebuild, and the order in which its rows are written.</summary>
internal sealed record KeptTable(string Name, string Order)
{
    private const string ColumnsOf = "select attname::text from pg_attribute where attrelid = @table::regclass and attnum > 0 and not attisdropped order by attnum";

    public const string Aliases = "mart.person_alias";

    public static readonly IReadOnlyList<KeptTable> All =
    [
        new("protected.person_key", "identification_number, person_id"),
        new("protected.erasure", "identification_number"),
        new("protected.hidden_person", "person_id, generation"),
        new(Aliases, "person_id"),
        new("access.reading", "read_at, reading_id"),
    ];

    public string FileName => Name + ".csv.gz";

    public async Task<IReadOnlyList<string>> ColumnsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        => [.. await connection.QueryAsync<string>(new CommandDefinition(ColumnsOf, new { table = Name }, cancellationToken: cancellationToken))];

    public Task<long> RowsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        => connection.ExecuteScalarAsync<long>(new($"select count(*) from {Name}", commandTimeout: 0, cancellationToken: cancellationToken));
}
