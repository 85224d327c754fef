using Remediator.Core.Tests.Messages;

namespace Remediator.Core.Tests.Findings;
