using Dapper;
using Npgsql;

namespace PersonEtl.Etl.Publish;

/// <summary>How long a mart remembers: before-images of seven nights and what was published between them, changes for ninety days.</summary>
internal static class Retention
{
    public const int Generations = 7;
    public static readonly TimeSpan Changes = TimeSpan.FromDays(90);

    /// <summary>SQL: the oldest generation whose before-images are kept. Small passes come every few minutes and don't count.</summary>
    public static readonly string OldestImages = $"(select coalesce(min(generation), 0) from (select generation from mart.generation where kind <> 'small' order by generation desc limit {Generations}) nights)";

    private static readonly string Forget = $"""
        delete from ops.before_image where generation < {OldestImages};
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
