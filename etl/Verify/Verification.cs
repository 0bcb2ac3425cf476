using System.Data;
using Dapper;
using Npgsql;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Publish;

namespace PersonEtl.Etl.Verify;

/// <summary>The proofs of the served generation, one after another in one transaction. To add one, add it to <see cref="Proofs"/>.</summary>
/// <param name="dataSource">The mart's.</param>
/// <param name="exports">Its exports.</param>
/// <param name="keys">Its key.</param>
/// <param name="more">Proofs beyond the usual ones.</param>
internal sealed class Verification(NpgsqlDataSource dataSource, ExportFolder exports, PersonKeys keys, params IReadOnlyList<IProof> more)
{
    private const string Served = "select generation, as_of_date, kind, changes, restored_generation, export_generation from mart.generation order by generation desc limit 1";

    public static IReadOnlyList<IProof> Proofs { get; } = [new ExportProof(), new ChangeProof(), new HashProof(), new CountProof(), new CheckProof(), new StepProof()];

    /// <summary>Runs every proof on the generation that is served now, and returns it; null when nothing is.</summary>
    /// <param name="told">Told what each proof came to, as soon as it has.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<VerifiedGeneration?> RunAsync(Action<IProof, ProofResult> told, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var served = await connection.QuerySingleOrDefaultAsync<VerifiedGeneration>(new CommandDefinition(Served, cancellationToken: cancellationToken));
        if (served is null) return null;
        var verified = new Verified(served, connection, exports, keys);
        foreach (var proof in Proofs.Concat(more)) told(proof, await proof.RunAsync(verified, cancellationToken));
        return served;
    }
}
