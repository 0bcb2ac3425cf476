namespace PersonEtl.Etl.Verify;

/// <summary>What a proof came to.</summary>
/// <param name="Said">What was compared, in one sentence.</param>
/// <param name="Findings">What differs; none when it is proven.</param>
/// <param name="NothingToProve">What it is about isn't there: neither proven nor wrong.</param>
internal sealed record ProofResult(string Said, IReadOnlyList<Finding> Findings, bool NothingToProve = false)
{
    public static ProofResult Missing(string said) => new(said, [], NothingToProve: true);
}
