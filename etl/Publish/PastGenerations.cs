using System.Globalization;
using Dapper;
using Npgsql;

namespace PersonEtl.Etl.Publish;

/// <summary>The generations that were published, and of which of them the rows can still be told.</summary>
internal static class PastGenerations
{
    // one of before there were before-images noted no deliveries either
    private static readonly string Newest = $"""
        select
            g.generation, g.kind, g.published_at, g.as_of_date, g.changes, g.sources::text, g.counts::text, g.match_rates::text, g.export_generation, g.restored_generation,
            g.generation = l.last as is_served,
            case when g.changes = 0 or c.persons > 0 then c.persons end as persons,
            coalesce((select sum(value::bigint) from jsonb_each_text(g.counts)), 0)::bigint as rows,
            g.generation >= {Retention.OldestRetained} and not exists (
                select from mart.generation later
                where later.generation > g.generation and later.kind = 'full'
                    and not exists (select from ops.generation_delivery d where d.generation = later.generation)
            ) as is_retained
        from mart.generation g
        cross join (select max(generation) as last from mart.generation) l
        cross join lateral (select count(distinct person_id) as persons from mart.change c where @withPersons and c.generation = g.generation) c
        order by g.generation desc
        limit @limit
        """;

    /// <summary>The newest ones, newest first.</summary>
    public static async Task<IReadOnlyList<PastGeneration>> NewestAsync(NpgsqlConnection connection, int limit, CancellationToken cancellationToken)
        => (await connection.QueryAsync<PastGeneration>(new(Newest, new { limit, withPersons = true }, cancellationToken: cancellationToken))).AsList();

    /// <summary>One whose rows can be told.</summary>
    /// <exception cref="NotInMartException">There is none of this number, or not any more.</exception>
    public static async Task<PastGeneration> RequireAsync(NpgsqlConnection connection, int generation, CancellationToken cancellationToken)
    {
        var newest = (await connection.QueryAsync<PastGeneration>(new(Newest, new { limit = int.MaxValue, withPersons = false }, cancellationToken: cancellationToken))).AsList();
        if (newest.Count == 0) throw new NotInMartException("Nothing is served yet: no night has been published.");
        return newest.FirstOrDefault(g => g.Generation == generation && g.IsRetained) ?? throw new NotInMartException(Refusal(generation, newest));
    }

    /// <summary>One that can be gone back to.</summary>
    /// <exception cref="NotInMartException">There is none of this number, not any more, or it is served.</exception>
    public static async Task<PastGeneration> RequireRestorableAsync(NpgsqlConnection connection, int generation, CancellationToken cancellationToken)
    {
        var past = await RequireAsync(connection, generation, cancellationToken);
        return past.IsServed ? throw new NotInMartException(string.Create(CultureInfo.InvariantCulture, $"Generation {generation} is the one served; there is nothing to take back. `generations` shows which there are.")) : past;
    }

    private static string Refusal(int generation, IReadOnlyList<PastGeneration> newest)
    {
        var told = string.Join(", ", newest.Where(g => g.IsRetained).Select(g => g.Generation).Order());
        return string.Create(CultureInfo.InvariantCulture, $"Generation {generation} is not there, or what was published since is kept no more: rows as they were are kept for {Retention.Generations} nights. There are {told}; {newest[0].Generation} is served.");
    }
}
