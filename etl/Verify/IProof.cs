namespace PersonEtl.Etl.Verify;

/// <summary>One thing that must be so of what is served; all proofs of a verification see the same state of the database.</summary>
internal interface IProof
{
    /// <summary>What it is called in JSON and at the beginning of its line.</summary>
    string Name { get; }

    Task<ProofResult> RunAsync(Verified of, CancellationToken cancellationToken);
}
