using Dapper;
using Npgsql;

namespace PersonEtl.Etl.Publish;

/// <summary>How long a mart remembers: before-images of seven nights and what was published between them, changes and what runs told for ninety days.</summary>
internal static class Retention
{
    public const int Generations = 7;
    public static readonly TimeSpan Changes = TimeSpan.FromDays(90);

    /// <summary>SQL: the oldest generation whose before-images are kept. Small passes come every few minutes and don't count.</summary>
    public static readonly string OldestImages = $"(select coalesce(min(generation), 0) from (select generation from mart.generation where kind <> 'small' order by generation desc limit {Generations}) nights)";

    /// <summary>SQL: the oldest generation that can be gone back to.</summary>
    public static readonly string OldestRetained = $"{OldestImages} - 1";

    // the next night is compared with the last one that counted, whenever that was
    private static readonly string Forget = $"""
        delete from ops.before_image where generation < {OldestImages};
        {GenerationDeliveries.Forget};
        delete from ops.run where started_at < @until and run_id is distinct from (
            select run_id from ops.run r where exists (select from ops.match_count c where c.run_id = r.run_id) order by started_at desc limit 1
        );
        delete from mart.change where generation in (select generation from mart.generation where published_at < @until);
        delete from protected.change where generation in (select generation from mart.generation where published_at < @until)
        """;
    private const string Oldest = "select coalesce(min(generation), 1) from mart.change";

    public static Task RunAsync(NpgsqlConnection connection, TimeProvider time, CancellationToken cancellationToken)
        => connection.ExecuteAsync(new(Forget, new { until = (time.GetUtcNow() - Changes).UtcDateTime }, commandTimeout: 0, cancellationToken: cancellationToken));

    /// <summary>The oldest generation whose changes are kept.</summary>
    public static Task<int> OldestChangesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        => connection.ExecuteScalarAsync<int>(new(Oldest, cancellationToken: cancellationToken));
}
