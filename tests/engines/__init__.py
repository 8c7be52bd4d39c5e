"""The stored questions asked of engines that are not ours."""
